// The browser's own field for files, into which they can be dropped, too. They are sent one after the other as the
// bodies of requests; Python learns when all were tried, and a file that was not taken stays chosen, as do those of a view that is left.
export default ({ data, parentElement, setTriggerValue }) => {
  const [text, input, button, status] = ["span", "input", "button", "p"].map((tag) => parentElement.querySelector(tag));
  const chosen = (window.itasearchChosen ??= {});
  const show = () => {
    const names = [...input.files].map(({ name }) => name);
    chosen[data.address] = input.files;
    button.hidden = !data.button || !names.length || input.disabled;
    button.textContent = data.button.replace("{count}", names.length);
    if (!input.disabled) status.textContent = names.length ? data.chosen.replace("{names}", names.join(" · ")) : "";
  };
  const send = async () => {
    const [files, left] = [[...input.files], new DataTransfer()];
    let failed = "";
    input.disabled = true;
    for (const [index, file] of files.entries()) {
      status.textContent = data.sending.replace("{number}", index + 1).replace("{count}", files.length);
      show();
      const address = `${data.address}?name=${encodeURIComponent(file.name)}`;
      const answer = await fetch(address, { method: "POST", body: file }).catch(() => null);
      if (answer?.ok) continue;
      if (!answer || answer.status === 403) failed = data.failed;
      left.items.add(file);
    }
    input.disabled = false;
    input.files = data.button ? left.files : new DataTransfer().files;
    show();
    status.append(failed && ` ${failed}`);
    input.report("sent", Date.now());
  };
  const files = data.button && chosen[data.address] || input.files;
  Object.assign(input, { report: setTriggerValue, multiple: Boolean(data.button), accept: data.accept, files, onchange: data.button ? show : send });
  button.onclick = send;
  text.textContent = data.text;
  show();
};
