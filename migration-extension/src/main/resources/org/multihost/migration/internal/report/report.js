// Shows the data of a run with Apache ECharts, and filters the table of tests.
(async () => {
  'use strict';
  const unzip = async base64 => {
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).json();
  };
  const report = await unzip(document.getElementById('data').textContent.trim());
  const detail = document.getElementById('detail');
  const charts = [];
  let chosen = 0;

  const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const ms = t => t === undefined || t === null ? 'unknown'
      : t >= 60000 ? (t / 60000).toFixed(1) + ' min' : t >= 1000 ? (t / 1000).toFixed(2) + ' s' : Math.round(t) + ' ms';
  const amount = b => b === undefined || b === null ? 'unknown'
      : b >= 1 << 30 ? (b / (1 << 30)).toFixed(2) + ' GiB' : b >= 1 << 20 ? (b / (1 << 20)).toFixed(1) + ' MiB' : Math.round(b / 1024) + ' KiB';
  const element = (tag, attributes, ...children) => {
    const e = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([k, v]) => e.setAttribute(k, v));
    e.append(...children.filter(c => c !== null && c !== undefined));
    return e;
  };
  const escaped = text => echarts.format.encodeHTML(String(text));

  // ---- the table of tests
  const rows = [...document.querySelectorAll('#tests tbody tr')];
  const filter = () => {
    const words = document.getElementById('filter-text').value.toLowerCase().split(/\s+/);
    const verdicts = new Set([...document.querySelectorAll('#filter input:checked')].map(i => i.value));
    let shown = 0;
    rows.forEach(row => {
      const text = row.textContent.toLowerCase();
      row.hidden = !(verdicts.has(row.dataset.verdict) && words.every(word => text.includes(word)));
      shown += row.hidden ? 0 : 1;
    });
    document.getElementById('filter-count').textContent = shown + ' of ' + rows.length + ' tests';
  };
  document.getElementById('filter').addEventListener('input', filter);
  document.getElementById('filter').addEventListener('submit', e => e.preventDefault());

  // ---- charts
  const base = () => ({
    animation: false,
    aria: {enabled: true},
    textStyle: {color: color('text'), fontFamily: 'system-ui, "DejaVu Sans", sans-serif'},
    tooltip: {confine: true, backgroundColor: color('panel'), borderColor: color('line'),
              textStyle: {color: color('text')}, extraCssText: 'max-width:32em;white-space:normal'},
    legend: {top: 4, textStyle: {color: color('text')}, inactiveColor: color('line')}
  });
  const timeAxis = start => ({
    type: 'value', scale: true, name: '',
    axisLabel: {color: color('soft'), formatter: t => ms(t), hideOverlap: true},
    axisLine: {lineStyle: {color: color('line')}},
    splitLine: {lineStyle: {color: color('line'), opacity: 0.5}}
  });
  const zoomers = () => [
    {type: 'inside', xAxisIndex: 0, filterMode: 'weakFilter'},
    {type: 'slider', xAxisIndex: 0, filterMode: 'weakFilter', height: 18, bottom: 8, showDetail: false, showDataShadow: false,
     borderColor: color('line'), fillerColor: 'rgba(128,150,180,.25)'}];

  const draw = (parent, height, label, option) => {
    const box = element('div', {class: 'chart', tabindex: '0', role: 'img', 'aria-label': label, style: 'height:' + height + 'px'});
    parent.append(box);
    const chart = echarts.init(box, null, {renderer: 'svg'});
    chart.setOption(option);
    charts.push(chart);
    box.addEventListener('keydown', e => {
      const zoom = chart.getOption().dataZoom[0];
      const width = zoom.end - zoom.start, middle = (zoom.end + zoom.start) / 2;
      const to = (start, end) => chart.dispatchAction({type: 'dataZoom', dataZoomIndex: 0,
          start: Math.max(0, start), end: Math.min(100, end)});
      const keys = {
        '+': () => to(middle - width / 4, middle + width / 4), '=': () => to(middle - width / 4, middle + width / 4),
        '-': () => to(middle - width, middle + width), '0': () => to(0, 100),
        ArrowLeft: () => { const by = Math.min(width / 5, zoom.start); to(zoom.start - by, zoom.end - by); },
        ArrowRight: () => { const by = Math.min(width / 5, 100 - zoom.end); to(zoom.start + by, zoom.end + by); }
      };
      if (keys[e.key]) { keys[e.key](); e.preventDefault(); }
    });
    return chart;
  };

  // ---- the lanes of a test
  let names = [];
  const bar = (params, api) => {
    const lane = api.value(0);
    const from = api.coord([api.value(1), lane]), to = api.coord([api.value(2), lane]);
    const height = api.size([0, 1])[1] * (api.value(3) || 0.4);
    const shape = echarts.graphic.clipRectByRect(
        {x: from[0], y: from[1] - height / 2, width: Math.max(1, to[0] - from[0]), height},
        {x: params.coordSys.x, y: params.coordSys.y, width: params.coordSys.width, height: params.coordSys.height});
    const name = params.seriesName === 'phases' ? names[params.dataIndex] : '';
    const fits = shape && name && shape.width > name.length * 7 + 8;
    return shape && {type: 'rect', shape, style: api.style(),
      textConfig: {position: 'inside'}, textContent: fits ? {style: {text: name, fill: color('back'), fontSize: 11}} : undefined};
  };
  const phaseOrder = ['PREPARE_DISKS', 'PREPARE_VM', 'HANDOFF', 'START_WORK', 'BEFORE_MIGRATION', 'MIGRATE', 'MIGRATED', 'CHECK', 'FINISHED'];
  const lanes = test => {
    const hosts = test.hosts.map(h => h.host);
    const lost = new Set(report.hosts.filter(h => h.lost).map(h => h.name));
    const at = t => t - test.start;
    const phases = test.phases.map(p => ({
      name: p.name, value: [hosts.indexOf(p.host), at(p.at), at(p.at + p.took), 0.42],
      itemStyle: {color: p.failed ? color(p.host === test.failedHost ? 'bad' : 'warn') : color(phaseOrder.indexOf(p.name) % 2 ? 'phase-a' : 'phase-b')},
      text: '<b>' + p.name + '</b> of migration #' + p.migration + (p.failed ? ', failed' : '') + '<br>host ' + escaped(p.host) + ', ' + ms(p.took)}));
    const waits = test.barriers.flatMap(b => b.arrivals.map(a => ({
      name: b.name, value: [hosts.indexOf(a.host), at(a.at), at(a.at + a.waited), 0.2],
      itemStyle: {color: b.opened ? color('wait') : color('warn')},
      text: '<b>Barrier</b> ' + escaped(b.name) + '<br>host ' + escaped(a.host) + ' waited ' + ms(a.waited)
          + (b.waitedFor && b.waitedFor !== a.host ? ' for <b>' + escaped(b.waitedFor) + '</b>' : '')
          + (b.opened ? '' : '<br>it did not open')})));
    const events = test.events.map(e => ({
      name: e.name, value: [at(e.at), hosts.indexOf(e.host)],
      text: '<b>' + escaped(e.name) + '</b> of VM ' + escaped(e.vm) + ' on ' + escaped(e.host) + '<br>' + escaped(e.data) + '<br>at ' + ms(at(e.at))}));
    const failedLane = hosts.indexOf(test.failedHost);
    const failure = test.failedAt === undefined || failedLane < 0 ? [] : [{
      name: 'first cause', value: [at(test.failedAt), failedLane],
      text: '<b>First cause</b> on host ' + escaped(test.failedHost) + '<br>at ' + ms(at(test.failedAt))}];
    names = phases.map(p => p.name);
    const option = base();
    const narrow = innerWidth < 700;
    Object.assign(option, {
      grid: {left: narrow ? 84 : 130, right: 24, top: 44, bottom: 62},
      xAxis: Object.assign(timeAxis(), {min: 0, max: Math.max(1, at(test.end))}),
      yAxis: {
        type: 'category', data: hosts, inverse: true,
        axisLine: {lineStyle: {color: color('line')}}, axisTick: {show: false},
        axisLabel: {color: color('text'),
          formatter: (name, i) => i === failedLane ? '{bad|✖ ' + name + '}\n{bad|' + (lost.has(name) ? 'lost' : 'failed first') + '}' : name,
          rich: {bad: {color: color('bad'), fontWeight: 700, fontSize: narrow ? 11 : 12, lineHeight: 16}}},
        splitLine: {show: true, lineStyle: {color: color('line')}}
      },
      dataZoom: zoomers(),
      series: [
        {name: 'phases', type: 'custom', renderItem: bar, encode: {x: [1, 2], y: 0}, data: phases, color: color('phase-a'),
          markArea: failedLane < 0 ? undefined : {silent: true, itemStyle: {color: color('bad-back'), opacity: 0.8},
            data: [[{yAxis: hosts[failedLane]}, {yAxis: hosts[failedLane]}]]}},
        {name: 'waits', type: 'custom', renderItem: bar, encode: {x: [1, 2], y: 0}, data: waits, color: color('wait')},
        {name: 'events of the hypervisor', type: 'scatter', symbol: 'diamond', symbolSize: 9, symbolOffset: [0, -26],
          color: color('event'), data: events, z: 5},
        {name: 'first cause', type: 'scatter', symbol: 'pin', symbolSize: 34, color: color('bad'), data: failure, z: 10,
          markLine: failure.length ? {silent: true, symbol: 'none', label: {show: false},
            lineStyle: {color: color('bad'), width: 2, type: 'solid'}, data: [{xAxis: at(test.failedAt)}]} : undefined}
      ]
    });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = p => p.data && p.data.text || '';
    return option;
  };

  // ---- a migration
  const progress = (migration, series) => {
    const option = base();
    const at = t => t - migration.at;
    const points = i => series.samples.map(s => [at(s[0]), s[i]]);
    const passes = series.samples.filter((s, i) => i > 0 && s[1] !== series.samples[i - 1][1]);
    const shownPasses = passes.length > 24 ? passes.filter((p, i) => i % Math.ceil(passes.length / 24) === 0) : passes;
    const line = (name, i, c, axis) => ({name, type: 'line', showSymbol: series.samples.length < 30, symbolSize: 5, data: points(i),
      color: c, yAxisIndex: axis, lineStyle: {width: 2}});
    Object.assign(option, {
      grid: {left: 76, right: 84, top: 48, bottom: 62},
      xAxis: timeAxis(),
      yAxis: [{type: 'value', min: 0, axisLabel: {color: color('soft'), formatter: amount}, splitLine: {lineStyle: {color: color('line'), opacity: 0.5}}},
              {type: 'value', min: 0, show: series.samples.some(s => s[5] > 0), axisLabel: {color: color('rate'), formatter: b => amount(b) + '/s'}, splitLine: {show: false}}],
      dataZoom: zoomers(),
      series: [
        Object.assign(line('RAM remaining', 3, color('phase-a'), 0), {
          areaStyle: {opacity: 0.15},
          markLine: {silent: true, symbol: 'none', lineStyle: {color: color('soft'), type: 'dotted'},
            label: {color: color('soft'), formatter: p => p.name},
            data: shownPasses.map(s => ({xAxis: at(s[0]), name: 'pass ' + s[1]}))}}),
        line('sent', 2, color('phase-b'), 0),
        Object.assign(line('dirty rate', 5, color('rate'), 1), {lineStyle: {width: 2, type: 'dashed'}})]
    });
    option.tooltip.trigger = 'axis';
    option.tooltip.formatter = points => 'at ' + ms(points[0].value[0]) + points.map(p =>
        '<br>' + p.marker + p.seriesName + ' ' + amount(p.value[1]) + (p.seriesName === 'dirty rate' ? '/s' : '')).join('');
    return option;
  };
  const standstill = migration => {
    const bars = [['set-up', migration.setup], ['downtime, by the hypervisor', migration.downtime], ['guest paused, measured', migration.pause]]
        .filter(b => b[1] !== undefined).reverse();
    if (!bars.length) return null;
    const option = base();
    Object.assign(option, {
      legend: {show: false}, grid: {left: innerWidth < 700 ? 120 : 200, right: 70, top: 8, bottom: 26}, xAxis: timeAxis(),
      yAxis: {type: 'category', data: bars.map(b => b[0]), axisLabel: {color: color('text'), width: innerWidth < 700 ? 110 : 190, overflow: 'break'}, axisTick: {show: false}},
      series: [{type: 'bar', data: bars.map(b => b[1]), color: color('phase-a'), barMaxWidth: 18,
        label: {show: true, position: 'right', color: color('text'), formatter: p => ms(p.value)}}]
    });
    option.xAxis.min = 0;
    option.tooltip.formatter = p => escaped(p.name) + ' ' + ms(p.value);
    return option;
  };
  const figures = list => element('dl', {class: 'figures'},
      ...list.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
  const migrationPart = (parent, migration) => {
    parent.append(element('h3', {}, 'Migration #' + migration.number + '  ' + migration.route + '  ',
        element('span', {class: 'badge ' + (migration.outcome || 'FAILED')}, migration.outcome || 'did not end')));
    parent.append(figures([['total', ms(migration.total)], ['downtime', ms(migration.downtime)], ['guest paused', ms(migration.pause)],
      ['set-up', ms(migration.setup)], ['sent', amount(migration.bytes)], ['passes', migration.passes === undefined ? 'unknown' : String(migration.passes)]]));
    if (migration.error) parent.append(element('pre', {class: 'FAILED'}, migration.error));
    migration.progress.filter(s => s.samples.length).forEach(s =>
      draw(parent, 280, 'RAM remaining, sent and dirty rate of VM ' + s.vm + ' over time', progress(migration, s)));
    const still = standstill(migration);
    if (still) draw(parent, 130, 'How long the guest stood still', still);
    parent.append(element('p', {class: 'soft'}, migration.settings + '. '
      + Object.entries(migration.endpoints).map(([vm, uri]) => vm + ': ' + uri).join(', ')));
  };

  // ---- several migrations
  const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  const distribution = (parent, title, migrations) => {
    if (migrations.length < 3) return;
    const kinds = [['total', 'total'], ['downtime', 'downtime'], ['guest paused', 'pause']];
    const body = element('tbody');
    kinds.forEach(([name, key]) => {
      const sorted = migrations.map(m => m[key]).filter(v => v !== undefined).sort((a, b) => a - b);
      if (sorted.length) body.append(element('tr', {}, element('th', {scope: 'row'}, name),
        ...[sorted[0], quantile(sorted, .5), quantile(sorted, .95), sorted[sorted.length - 1]].map(v => element('td', {class: 'number'}, ms(v)))));
    });
    parent.append(element('h3', {}, title + ': ' + migrations.length + ' migrations'),
      element('div', {class: 'scroll'}, element('table', {}, element('thead', {}, element('tr', {},
        ...['', 'min', 'median', 'p95', 'max'].map(t => element('th', {scope: 'col'}, t)))), body)));
    const option = base();
    Object.assign(option, {grid: {left: 70, right: 24, top: 44, bottom: 62}, dataZoom: zoomers(),
      xAxis: {type: 'value', min: 0, max: migrations.length + 1, axisLabel: {color: color('soft')}, splitLine: {show: false}},
      yAxis: {type: 'value', min: 0, axisLabel: {color: color('soft'), formatter: ms}, splitLine: {lineStyle: {color: color('line'), opacity: 0.5}}},
      series: kinds.slice(1).map(([name, key], i) => ({name, type: 'scatter', symbolSize: 6, color: color(i ? 'rate' : 'phase-a'),
        data: migrations.map((m, n) => [n + 1, m[key]]).filter(p => p[1] !== undefined)}))});
    option.tooltip.formatter = p => 'migration ' + p.value[0] + ': ' + escaped(p.seriesName) + ' ' + ms(p.value[1]);
    draw(parent, 240, 'Downtimes of all migrations', option);
  };

  // ---- one test
  const waitsTable = test => {
    const long = test.barriers.filter(b => b.waitedFor && (b.longest >= 1 || !b.opened))
        .sort((a, b) => b.opened === a.opened ? b.longest - a.longest : a.opened ? 1 : -1).slice(0, 12);
    if (!long.length) return null;
    return element('div', {class: 'scroll'}, element('table', {class: 'waits'},
      element('thead', {}, element('tr', {}, ...['Barrier', 'Who waited', 'For whom', 'How long'].map(t => element('th', {scope: 'col'}, t)))),
      element('tbody', {}, ...long.map(b => element('tr', {}, element('td', {}, b.name, b.opened ? null : element('span', {class: 'badge FAILED'}, ' did not open')),
        element('td', {}, b.arrivals.filter(a => a.host !== b.waitedFor).map(a => a.host).join(', ')),
        element('td', {}, b.waitedFor), element('td', {class: 'number'}, ms(b.longest)))))));
  };
  const show = number => {
    const test = report.tests[number];
    if (!test) return;
    chosen = number;
    charts.splice(0).forEach(chart => chart.dispose());
    detail.replaceChildren();
    rows.forEach((row, i) => row.classList.toggle('chosen', i === number));
    detail.append(element('h2', {}, test.type.split('.').pop() + '.' + test.name + '  ', element('span', {class: 'badge ' + test.verdict}, test.verdict)),
      element('p', {class: 'again'}, 'Run it again: ', element('code', {}, test.rerun)));
    test.hosts.filter(h => h.message && !test.failedHost).slice(0, 1).forEach(h => detail.append(element('pre', {}, h.message)));
    if (test.phases.length || test.barriers.length) {
      detail.append(element('p', {class: 'soft zoom'}, 'Zoom with the mouse wheel or the bar below; with the keyboard: + − 0 ← → on the focused chart.'));
      draw(detail, 110 + 84 * test.hosts.length, 'Hosts as lanes: phases, waits at barriers, events; the table below has the waits', lanes(test));
      const table = waitsTable(test);
      if (table) detail.append(element('h3', {}, 'Who waited for whom'), table);
    }
    if (test.migrations.length > 1) {
      const choice = element('select', {id: 'migration'}, ...test.migrations.map((m, i) =>
        element('option', {value: i}, '#' + m.number + ' ' + m.route + ' ' + (m.outcome || ''))));
      const part = element('div');
      detail.append(element('p', {}, element('label', {}, 'Migration ', choice)), part);
      const own = [];
      const pick = () => {
        own.splice(0).forEach(c => { charts.splice(charts.indexOf(c), 1); c.dispose(); });
        part.replaceChildren();
        const before = charts.length;
        migrationPart(part, test.migrations[choice.value]);
        own.push(...charts.slice(before));
      };
      choice.addEventListener('change', pick);
      distribution(detail, 'This test', test.migrations);
      pick();
    } else {
      test.migrations.forEach(m => migrationPart(detail, m));
    }
  };
  const all = () => {
    const parent = document.getElementById('distribution');
    parent.replaceChildren();
    const migrations = report.tests.flatMap(t => t.migrations);
    if (report.tests.filter(t => t.migrations.length).length > 1 && migrations.length > 2) {
      parent.append(element('h2', {}, 'All migrations of the run'));
      distribution(parent, 'The run', migrations);
    }
  };
  const fromHash = () => Number((location.hash.match(/^#test-(\d+)$/) || [])[1] ?? -1);
  const redraw = () => { show(chosen); all(); };
  addEventListener('hashchange', () => {
    if (fromHash() >= 0) { show(fromHash()); all(); detail.scrollIntoView(); detail.focus(); }
  });
  document.querySelectorAll('a.open[data-test]').forEach(link => {
    link.href = '#test-' + report.tests.findIndex(t => t.id === link.dataset.test);
  });
  addEventListener('resize', () => charts.forEach(chart => chart.resize()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  matchMedia('print').addEventListener('change', redraw);

  filter();
  const first = report.tests.findIndex(t => t.verdict === 'FAILED');
  chosen = fromHash() >= 0 ? fromHash() : Math.max(0, first);
  redraw();
  window.multihost = {report, charts};
  document.documentElement.dataset.ready = 'true';
})();
