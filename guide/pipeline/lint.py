"""What formats have to say of a guide that is right, but not good: cards hard to learn."""

from __future__ import annotations

import json
from collections.abc import Sequence

from guide.backends.registry import lints
from guide.diagnostics import Diagnostic, Severity
from guide.pipeline.cache import Cache, pack_diagnostics, unpack_diagnostics
from guide.pipeline.check import parse
from guide.pipeline.plan import Inputs, check_key, digest
from guide.source import GuideInfo


def lint_topics(inputs: Sequence[Inputs], info: GuideInfo, cache: Cache) -> tuple[Diagnostic, ...]:
    """Return the warnings of every format on these topics, whose texts have no errors.

    Some compare all topics, so one answer is kept for all of them together. Notes are left
    out: a guide that is only questions and answers is fine as it is.
    """
    key = digest("lint", info.language, *(check_key(each) for each in inputs))
    data = cache.get(key)
    if data is not None:
        return unpack_diagnostics(json.loads(data))
    topics = [parse(each.topic, each.whole, each.source, highlighted=False)[0] for each in inputs]
    advice = (each for lint in lints() for each in lint(topics, info))
    found = tuple(each for each in advice if each.severity is not Severity.NOTE)
    cache.put(key, json.dumps(pack_diagnostics(found)).encode())
    return found
