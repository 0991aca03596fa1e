'use strict';
// Tells the reader's zone, draws the chart from the table beside it, steps quantities, prints. Everything else works without.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes('spike-zone=')) {
    document.cookie = 'spike-zone=' + zone.replaceAll('/', '!') + ';path=/;max-age=31536000;samesite=lax';
  }

  const colours = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5', '--chart-6'];

  function read(table) {
    const rows = [...table.tBodies[0].rows].reverse();
    const names = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.textContent);
    const days = rows.map(row => row.querySelector('time').textContent);
    const used = names.map((_, i) => rows.map(row => Number(row.cells[i + 1].querySelector('data').value)));
    return {names, days, used};
  }

  function stacked(used) {
    const sums = used[0].map(() => 0);
    return used.map(series => series.map((value, i) => (sums[i] += value)));
  }

  function draw(box) {
    const table = document.getElementById(box.dataset.chart);
    if (!table || !window.uPlot || box.firstChild) return;
    const {names, days, used} = read(table);
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    const tops = stacked(used);
    const order = tops.map((_, i) => tops.length - 1 - i); // the tallest first, so that the others stand before it
    const axis = {stroke: colour('--soft'), grid: {stroke: colour('--line'), width: 1}, ticks: {show: false}};
    const plot = new uPlot({
      width: box.clientWidth,
      height: 240,
      scales: {x: {time: false, range: (_, min, max) => [min - 0.6, max + 0.6]}, y: {range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.05 : 1]}},
      legend: {show: names.length > 1, live: false},
      cursor: {show: false},
      axes: [
        {...axis, space: 90, values: (_, places) => places.map(place => days[place] ?? '')},
        {...axis, size: 70, values: (_, values) => values.map(value => value.toLocaleString(document.documentElement.lang))},
      ],
      series: [{}, ...order.map(i => ({
        label: names[i],
        fill: colour(colours[i % colours.length]),
        stroke: colour(colours[i % colours.length]),
        width: 0,
        points: {show: false},
        paths: uPlot.paths.bars({size: [0.7, 40], radius: 0.15}),
      }))],
    }, [days.map((_, i) => i), ...order.map(i => tops[i])], box);
    new ResizeObserver(() => plot.setSize({width: box.clientWidth, height: 240})).observe(box);
  }

  const unhide = () => document.querySelectorAll('[data-step],[data-print]').forEach(button => (button.hidden = false));
  document.addEventListener('DOMContentLoaded', unhide);
  document.addEventListener('htmx:afterSettle', unhide);
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-step],[data-print]');
    if (!button) return;
    if ('print' in button.dataset) {
      window.print();
      return;
    }
    const input = document.getElementById(button.getAttribute('aria-controls'));
    const wanted = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
    input.value = Math.min(Number(input.max), Math.max(Number(input.min), wanted));
  });

  const drawAll = () => document.querySelectorAll('[data-chart]').forEach(draw);
  const redraw = () => {
    document.querySelectorAll('[data-chart]').forEach(box => box.replaceChildren());
    drawAll();
  };
  document.addEventListener('DOMContentLoaded', drawAll);
  document.addEventListener('htmx:afterSettle', drawAll);
  matchMedia('(prefers-color-scheme:dark)').addEventListener('change', redraw);
})();
