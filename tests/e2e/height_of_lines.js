input => {
  const context = document.createElement("canvas").getContext("2d");
  const { font } = getComputedStyle(input);
  context.font = font;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = context.measureText("ที่สุ");
  return (above + below) / parseFloat(font.match(/([\d.]+)px/)[1]);
}
