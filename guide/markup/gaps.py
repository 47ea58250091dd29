"""Gaps of cloze statements: ``[[text]]`` and ``[[text::hint]]``, as a markdown-it rule."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline


def gap_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's protocol
    """Parse one gap, where ``env["gaps"]`` allows it.

    What the gap hides may hold code and emphasis. A hint follows the last ``::`` that is
    not in code. Emits ``gap_open`` (meta: hint) and ``gap_close``; keeps the beginning of
    the first one that is not closed in ``env["broken"]``.
    """
    start = state.pos
    if not state.env.get("gaps") or not state.src.startswith("[[", start):
        return False
    end, separator = _ends(state, start + 2)
    if end < 0:
        state.env.setdefault("broken", state.src[start : start + 20])
        return False
    if not silent:
        last = state.posMax
        token = state.push("gap_open", "", 1)
        token.content = state.src[start : end + 2]
        token.meta = {"hint": state.src[separator + 2 : end].strip() if separator >= 0 else ""}
        state.pos = start + 2
        state.posMax = separator if separator >= 0 else end
        state.md.inline.tokenize(state)
        state.push("gap_close", "", -1)
        state.posMax = last
    state.pos = end + 2
    return True


def _ends(state: StateInline, start: int) -> tuple[int, int]:
    """Return where the gap's ``]]`` is (-1: nowhere) and its last ``::`` (-1: none)."""
    position, separator = state.pos, -1
    end = -1
    state.pos = start
    while state.pos < state.posMax:
        if state.src.startswith("]]", state.pos):
            end = state.pos
            break
        if state.src.startswith("[[", state.pos):
            break
        if state.src.startswith("::", state.pos):
            separator = state.pos
            state.pos += 2
            continue
        before = state.pos
        state.md.inline.skipToken(state)
        # A run of plain text is skipped at once; what stands in it must still be seen.
        run = state.src[before : state.pos]
        stop = min((i for i in map(run.find, ("::", "]]", "[[")) if i > 0), default=-1)
        if stop > 0 and run[0] not in "`\\<":
            state.pos = before + stop
    state.pos = position
    return end, separator
