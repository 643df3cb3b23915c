// Reports the mark that is pressed: the data-press of a button within marked text, which is HTML.
export default ({ parentElement, setTriggerValue }) => {
  parentElement.listening?.abort();
  const listening = (parentElement.listening = new AbortController());
  const report = (event) => {
    const mark = event.target.closest("button[data-press]");
    if (mark) setTriggerValue("pressed", mark.dataset.press);
  };
  document.addEventListener("click", report, { signal: listening.signal });
  return () => parentElement.listening.abort();
};
