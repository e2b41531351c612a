/** The page of the puzzle Lamps: complete in itself, its boards put in where LEVELS stands. */
export const LAMPS_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Lamps</title>
<style>
  body { margin: 0; font: 17px/1.5 Georgia, serif; background: #faf7ef; color: #2a2520; display: grid; justify-items: center; }
  main { width: min(94vw, 26rem); padding: 1.5rem 0; }
  h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
  #board { display: grid; gap: .4rem; margin: 1rem 0; }
  #board button { aspect-ratio: 1; border: 2px solid #8b8172; border-radius: 12px; background: #e9e2d2; cursor: pointer; }
  #board button[aria-pressed=true] { background: #e8a33d; border-color: #9a4a16; }
  button:focus-visible { outline: 3px solid #2a2520; outline-offset: 2px; }
  nav { display: flex; gap: .5rem; flex-wrap: wrap; }
  nav button { font: inherit; padding: .4rem .8rem; border: 1px solid #8b8172; border-radius: 8px; background: #fff; cursor: pointer; }
</style>
<main>
  <h1>Lamps</h1>
  <p id="state" aria-live="polite"></p>
  <div id="board"></div>
  <nav>
    <button id="before">Board before</button>
    <button id="again">Begin again</button>
    <button id="hint">Show one press</button>
    <button id="next">Next board</button>
  </nav>
</main>
<script>
  const LEVELS = /*LEVELS*/[];
  const $ = (id) => document.getElementById(id);
  let number = 0, lit = [], presses = 0, left = new Set();

  function open(to) {
    number = (to + LEVELS.length) % LEVELS.length;
    const { rows, size, solution } = LEVELS[number];
    lit = rows.join('').split('').map((sign) => sign === '#');
    left = new Set(solution.map(([row, column]) => row * size + column));
    presses = 0;
    $('board').style.gridTemplateColumns = 'repeat(' + size + ', 1fr)';
    $('board').replaceChildren(...lit.map((_, lamp) => {
      const button = document.createElement('button');
      button.addEventListener('click', () => press(lamp));
      return button;
    }));
    show();
  }

  function press(lamp) {
    const { size } = LEVELS[number];
    const row = Math.floor(lamp / size), column = lamp % size;
    for (const [r, c] of [[row, column], [row - 1, column], [row + 1, column], [row, column - 1], [row, column + 1]])
      if (r >= 0 && c >= 0 && r < size && c < size) lit[r * size + c] = !lit[r * size + c];
    // A lamp of the solution is done with; any other has to be pressed once more.
    if (!left.delete(lamp)) left.add(lamp);
    presses += 1;
    show();
  }

  function show() {
    const { size, presses: needed } = LEVELS[number];
    [...$('board').children].forEach((button, lamp) => {
      button.setAttribute('aria-pressed', lit[lamp]);
      button.setAttribute('aria-label', 'Row ' + (Math.floor(lamp / size) + 1) + ', column ' + (lamp % size + 1));
    });
    const on = lit.filter(Boolean).length;
    $('state').textContent = 'Board ' + (number + 1) + ' of ' + LEVELS.length + '. ' +
      (on === 0 ? 'All dark, in ' + presses + '. It can be done in ' + needed + '.' : on + ' lit, ' + presses + ' pressed.');
  }

  $('before').onclick = () => open(number - 1);
  $('next').onclick = () => open(number + 1);
  $('again').onclick = () => open(number);
  $('hint').onclick = () => { const [lamp] = left; if (lamp !== undefined) press(lamp); };
  open(0);
</script>
</html>
`;
