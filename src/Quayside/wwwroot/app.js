// What only a browser can do: the zone, the keys, copying, pictures that do not come, and keeping one's place in a list.
(() => {
  'use strict';

  const remember = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=${value ? 31536000 : 0};samesite=lax`;
  };
  window.quaysideZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
  remember('zone', window.quaysideZone());

  const find = selector => document.querySelector(selector);
  const seen = element => element.checkVisibility();
  const typing = element => element?.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select');
  const openDialog = () => find('dialog[open]');

  const say = text => {
    const toast = find('.toast');
    if (toast) {
      toast.textContent = text;
      toast.classList.add('up');
      clearTimeout(say.timer);
      say.timer = setTimeout(() => toast.classList.remove('up'), 1600);
    }
  };

  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Plain http on another machine has no clipboard API.
      const area = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, className: 'quiet' });
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    say(`Copied ${text}`);
  };

  const showDialog = id => {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) {
      dialog.showModal();
      const enter = () => {
        const input = dialog.querySelector('input');
        input?.select();
        return Boolean(input);
      };
      if (!enter()) {
        // What the dialog is about comes with the server's next word.
        const watch = new MutationObserver(() => enter() && watch.disconnect());
        watch.observe(dialog, { childList: true, subtree: true });
        setTimeout(() => watch.disconnect(), 1000);
      }
    }
  };

  document.addEventListener('click', event => {
    const target = event.target;
    if (!(target instanceof Element)) {
      return;
    }
    const copied = target.closest('[data-copy]');
    if (copied) {
      event.preventDefault();
      copy(copied.dataset.copy);
      return;
    }
    const opener = target.closest('[data-dialog]');
    if (opener) {
      showDialog(opener.dataset.dialog);
      return;
    }
    const theme = target.closest('button[data-theme]');
    if (theme) {
      theme.dataset.theme ? document.documentElement.setAttribute('data-theme', theme.dataset.theme)
        : document.documentElement.removeAttribute('data-theme');
      remember('theme', theme.dataset.theme);
      return;
    }
    if (target.closest('[data-print]')) {
      window.print();
      return;
    }
    const dialog = target.closest('dialog[open]');
    if (dialog && (target === dialog || target.closest('[data-close], a[href]'))) {
      dialog.close();
    }
    const menu = find('details.me[open]');
    if (menu && (!menu.contains(target) || target.closest('a[href]'))) {
      menu.open = false;
    }
    if (target.closest('a[data-top]')) {
      window.scrollTo(0, 0);
    }
    const row = target.closest('tr[data-row]');
    if (row && !target.closest('a, button, input, select, summary, label') && !String(getSelection())) {
      row.querySelector('a.open')?.click();
    }
    const opened = target.closest('a.open');
    if (opened) {
      sessionStorage.setItem(`place:${location.pathname}${location.search}`, JSON.stringify([opened.getAttribute('href'), scrollY]));
    }
  });

  // A form that is sent closes its dialog; the page keeps the browser from doing it.
  document.addEventListener('submit', event => {
    if (event.target.method === 'dialog') {
      event.target.closest('dialog')?.close();
    }
  });

  // Pictures come from shops: one that does not come leaves the initials beneath it.
  document.addEventListener('error', event => {
    if (event.target instanceof HTMLImageElement && event.target.closest('.thumb')) {
      event.target.classList.add('gone');
    }
  }, true);

  // Going back to a list whose rows arrive later: wait for the row that was opened, then stand where one stood. Whatever the
  // person does meanwhile comes first.
  window.addEventListener('popstate', () => {
    const kept = sessionStorage.getItem(`place:${location.pathname}${location.search}`);
    if (!kept) {
      return;
    }
    const [href, top] = JSON.parse(kept);
    const over = new AbortController();
    const stand = () => {
      const link = [...document.querySelectorAll('a.open')].find(a => a.getAttribute('href') === href);
      if (!link) {
        return false;
      }
      window.scrollTo(0, top);
      link.focus({ preventScroll: true });
      // The router moves the focus to the heading of a new page; on the way back the row has it.
      const keep = event => event.target.matches('h1') && link.focus({ preventScroll: true });
      document.addEventListener('focusin', keep, { signal: over.signal });
      return true;
    };
    const watch = new MutationObserver(() => stand() && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
    const stop = () => {
      watch.disconnect();
      over.abort();
    };
    for (const act of ['keydown', 'pointerdown', 'wheel', 'popstate']) {
      window.addEventListener(act, stop, { signal: over.signal, once: true });
    }
    setTimeout(stop, 15000);
  });

  const move = (links, by) => {
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(at + by, 0), links.length - 1)];
    next?.focus();
    next?.closest('tr, li')?.scrollIntoView({ block: 'nearest' });
    return Boolean(next);
  };

  // The first find for what is in the box: at once, or when the server's answer to it is here, however quick the person was.
  const pickFirst = finder => {
    const input = finder.querySelector('input');
    const list = finder.querySelector('.picks');
    const typed = input.value.trim();
    const take = () => {
      if (finder.open === false) {
        return true; // a dialog that was closed meanwhile
      }
      const isAnswered = list.dataset.for === typed && input.value.trim() === typed;
      if (isAnswered) {
        list.querySelector('a, button')?.click();
      }
      return isAnswered;
    };
    if (!take()) {
      const watch = new MutationObserver(() => take() && watch.disconnect());
      watch.observe(list, { attributes: true, childList: true, subtree: true });
      setTimeout(() => watch.disconnect(), 5000);
    }
  };

  // A box with its finds below it, inside a form. "first": Enter takes the best one. "chosen": Enter takes what arrows chose.
  const finderKey = event => {
    const finder = event.target.closest?.('[data-finder]');
    if (!finder || event.ctrlKey || event.metaKey) {
      return false;
    }
    const input = finder.querySelector('input');
    const picks = [...finder.querySelectorAll('.picks button')];
    const isInput = event.target === input;
    if (event.key === 'Enter') {
      if (!isInput || finder.dataset.finder !== 'first' || !input.value.trim()) {
        return false;
      }
      pickFirst(finder);
    } else if (event.key === 'ArrowUp' && picks.indexOf(document.activeElement) <= 0) {
      input.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      move(picks, event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape' && !isInput) {
      input.focus();
    } else {
      return false;
    }
    return true;
  };

  // Some browsers focus no button that is clicked: the box keeps the focus, and with it its finds stay.
  document.addEventListener('mousedown', event => event.target.closest?.('.finder .picks') && event.preventDefault());

  // A form that is filled in by the keyboard: Enter goes on to the next field, with Ctrl it saves.
  const stepKey = event => {
    const form = event.target.closest?.('form[data-steps]');
    if (!form || event.key !== 'Enter') {
      return false;
    }
    const save = form.querySelector('[data-save]');
    if (event.ctrlKey || event.metaKey) {
      const at = document.activeElement;
      at.blur(); // what was typed last counts
      save.click();
      at.focus();
      return true;
    }
    if (!event.target.matches('input, select')) {
      return false;
    }
    const fields = [...form.querySelectorAll('input, select, textarea, [data-save]')]
      .filter(f => f === event.target || (!f.disabled && !f.matches('[data-skip]') && f.offsetParent));
    const next = fields[fields.indexOf(event.target) + 1];
    next?.focus();
    next?.select?.();
    return true;
  };

  // Blazor says which field is next; what was typed meanwhile is not taken away.
  window.quaysideSelect = selector => {
    const field = find(selector);
    field?.focus();
    field?.select?.();
  };

  // What a row is decided by stands beside it, and is worth more than what is above the list.
  const showBeside = () => {
    const beside = find('[data-beside]')?.getBoundingClientRect();
    const below = beside ? beside.bottom + 72 - innerHeight : 0;
    if (below > 0 && beside.top > 8) {
      window.scrollBy(0, Math.min(below, beside.top - 8));
    }
  };

  window.quaysideShow = (element, focus) => {
    if (focus) {
      element.focus();
    }
    element.scrollIntoView({ block: 'nearest' });
    showBeside();
  };

  const paletteKey = event => {
    const palette = find('dialog.palette[open]');
    if (!palette || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) {
      return false;
    }
    const picks = [...palette.querySelectorAll('.picks a, .picks button')];
    const input = palette.querySelector('input');
    if (event.key === 'Enter') {
      if (document.activeElement !== input) {
        return false;
      }
      pickFirst(palette);
    } else if (event.key === 'ArrowUp' && picks.indexOf(document.activeElement) <= 0) {
      input.focus();
    } else {
      move(picks, event.key === 'ArrowDown' ? 1 : -1);
    }
    return true;
  };

  const escape = () => {
    const menu = find('details.me[open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    } else if (typing(document.activeElement)) {
      document.activeElement.blur();
    } else {
      ([...document.querySelectorAll('[data-shut]')].find(seen) ?? find('a[data-up]'))?.click();
    }
  };

  const plainKeys = {
    '/': () => find('[data-search]')?.focus() ?? find('[data-search]')?.select(),
    '?': () => showDialog('keys'),
    j: () => move([...document.querySelectorAll('a.open')], 1),
    k: () => move([...document.querySelectorAll('a.open')], -1),
    n: () => find('a[rel=next]')?.click(),
    p: () => find('a[rel=prev]')?.click(),
    x: () => document.activeElement?.closest('tr')?.querySelector('[data-tick]')?.click(),
  };

  // A button says itself which key presses it, unless it is hidden: nobody would see what they decide. Enter belongs to whatever has the focus, unless that is a row of the work list.
  const isOfFocus = key => {
    const at = document.activeElement;
    return key === 'Enter' && Boolean(at?.matches?.('a[href], button, summary, [role=button]')) && !at.matches('.pick');
  };

  const pressed = key => {
    if (isOfFocus(key)) {
      return false;
    }
    const target = [...document.querySelectorAll('[data-key]')].find(b => b.dataset.key.split(' ').includes(key) && !b.disabled && seen(b));
    target?.click();
    return Boolean(target);
  };

  const press = key => {
    if (pressed(key)) {
      return true;
    }
    plainKeys[key]?.();
    return key in plainKeys;
  };

  // Fingers are quicker than the server. A page that counts its answers (data-turn) gets the next key only when it has answered the one
  // before: the key is meant for the row that the answer brings.
  const early = [];
  let asked = null;
  const turn = () => find('[data-turn]')?.dataset.turn ?? null;
  const answers = new MutationObserver(() => {
    if (turn() !== asked) {
      answers.disconnect();
      asked = null;
      while (early.length > 0 && asked === null) {
        const key = early.shift();
        if (turn() === null || openDialog()) {
          early.length = 0; // what they were meant for is not there
        } else {
          press(key);
        }
      }
    }
  });
  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-turn] [data-key]:not([data-dialog]), [data-turn] .pick')) {
      asked = turn();
      answers.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-turn'] });
    }
  });
  const isEarly = event => {
    if (asked === null || event.key === ' ' || (event.key.length > 1 && event.key !== 'Enter') || isOfFocus(event.key)) {
      return false;
    }
    if (!event.repeat) {
      early.push(event.key);
    }
    return true;
  };

  window.quaysideSave = async (name, stream) => {
    const address = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
    Object.assign(document.createElement('a'), { href: address, download: name }).click();
    URL.revokeObjectURL(address);
  };

  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' && document.getElementById('palette')) {
      event.preventDefault();
      showDialog('palette');
    } else if (paletteKey(event) || finderKey(event) || stepKey(event)) {
      event.preventDefault();
    } else if (event.key === 'Escape' && !openDialog()) {
      event.preventDefault(); // or a search box would forget what was typed
      escape();
    } else if (event.ctrlKey || event.metaKey || event.altKey || openDialog() || typing(event.target)) {
      return;
    } else if (isEarly(event) || press(event.key)) {
      event.preventDefault();
    }
  });

  // Blazor says here how its connection is. "rejected": the server was restarted, so the same address is loaded anew.
  document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
    if (event.detail.state === 'rejected') {
      location.reload();
    }
  });
  document.querySelector('#components-reconnect-modal .button')?.addEventListener('click', () => location.reload());
})();
