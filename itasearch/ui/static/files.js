// A file is made of what is stored. A click on its button that ends the typing in a field overtakes
// the text on its way to the store: it is held back, goes to Python behind the text, and is made
// again when Python has answered it. `data.within` selects the buttons.
let held = { button: "", number: 0 };
let within = "";
let report = () => {};

document.addEventListener("click", (event) => {
  const button = event.isTrusted && within && event.target.closest(`${within} button`);
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  const key = [...button.closest("[class*=st-key-]").classList].find((one) => one.startsWith("st-key-"));
  held = { button: `.${CSS.escape(key)} button`, number: held.number + 1 };
  report("held", held.number);
}, true);

export default ({ data, setTriggerValue }) => {
  within = data.within;
  report = setTriggerValue;
  if (!held.button || data.answered !== held.number) return;
  document.querySelector(held.button)?.click();
  held.button = "";
};
