async () => {
  // React draws a box anew after the event that changes it.
  const frame = () => new Promise(requestAnimationFrame);
  const frames = async () => { await frame(); await frame(); };

  const one = document.activeElement;
  window.checked ??= new WeakSet();
  if (!one || one === document.body || window.checked.has(one)) return true;
  window.checked.add(one);
  const looks = () => {
    const found = [];
    for (let box = one, up = 0; box && up < 4; up += 1, box = box.parentElement) {
      const style = getComputedStyle(box);
      found.push(style.outline, style.boxShadow, style.borderColor, style.backgroundColor);
    }
    const beside = one.nextElementSibling || one.previousElementSibling;
    if (beside) found.push(getComputedStyle(beside).outline, getComputedStyle(beside).boxShadow);
    return found.join();
  };
  await frames();
  const focused = looks();
  one.blur();
  await frames();
  const plain = looks();
  one.focus({ preventScroll: true });
  return focused !== plain || one.outerHTML.slice(0, 120);
}
