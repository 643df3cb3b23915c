// Streamlit says for five seconds, in English and without a cause, that a file could not be made.
// Python learns of each such message and shows why.
let report = () => {};
let count = 0;
const seen = new WeakSet();

new MutationObserver(() => {
  for (const message of document.querySelectorAll("[data-testid=stDownloadButtonError]")) {
    if (seen.has(message)) continue;
    seen.add(message);
    count += 1;
    report("failed", count);
  }
}).observe(document.body, { subtree: true, childList: true });

export default ({ setTriggerValue }) => {
  report = setTriggerValue;
};
