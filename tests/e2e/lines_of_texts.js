elements => elements.map(element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const { lineHeight } = getComputedStyle(element);
  return Math.round(range.getBoundingClientRect().height / parseFloat(lineHeight));
})
