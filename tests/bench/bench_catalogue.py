"""How fast the catalogue's own layer is: analysis, engine, five facets and more, one client, no HTTP.

    python -m tests.bench.bench_catalogue --docs 200000 [--url http://127.0.0.1:9200]

Bilingual documents with Zipf-distributed words from a fixed seed; 213 questions in eight classes, each with its exact
count, the best 20 and the counts of all sixteen public facets. Hit counts of both engines have to agree.
"""

# ruff: noqa: T201
import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

GENRES = [f"g{i:02d}" for i in range(24)]
REGIONS = [f"c{i:02d}" for i in range(60)]
ROLES = [f"r{i:02d}" for i in range(12)]
LANGUAGES = [f"l{i:02d}" for i in range(30)]
SYLLABLES = ["ka", "ro", "mi", "ten", "sol", "ver", "ba", "lu", "ni", "dor", "est", "an", "pho", "ri", "qua", "zen"]
START = datetime(1996, 1, 1, tzinfo=UTC)


def zipf(count: int, power: float = 1.0) -> list[float]:
    return list(accumulate(1 / (i + 1) ** power for i in range(count)))


class Generator:
    """A stream of documents and questions from one seed."""

    def __init__(self, seed: int = 11) -> None:
        rnd = random.Random(seed)
        chars = [chr(code) for code in range(0x4E00, 0x4E00 + 2200)]
        rnd.shuffle(chars)
        self.zh = ["".join(rnd.choices(chars, k=rnd.choice((2, 2, 2, 3, 4)))) for _ in range(6000)]
        words: set[str] = set()
        while len(words) < 20_000:
            words.add("".join(rnd.choices(SYLLABLES, k=rnd.choice((2, 3, 3, 4)))))
        self.en = sorted(words)
        rnd.shuffle(self.en)
        self.weights = {"zh": zipf(len(self.zh), 0.9), "en": zipf(len(self.en), 0.9), "region": zipf(60),
                        "genre": zipf(24, 0.7), "role": zipf(12, 0.7), "language": zipf(30, 1.2)}  # fmt: skip
        self.seed = seed

    def documents(self, count: int) -> Iterator:
        from search.documents import CatalogDocument

        rnd, weights = random.Random(self.seed + 1), self.weights
        for number in range(count):
            zh = rnd.choices(self.zh, cum_weights=weights["zh"], k=28)
            en = rnd.choices(self.en, cum_weights=weights["en"], k=45)
            year = rnd.randrange(1996, 2027)
            yield CatalogDocument(
                kind="talent",
                object_id=str(number),
                names=["".join(zh[:2]), " ".join(en[:3])],
                texts={"zh": "，".join(zh), "en": " ".join(en)},
                facets={
                    "genre": rnd.choices(GENRES, cum_weights=weights["genre"], k=rnd.choice((1, 1, 2, 3))),
                    "region": rnd.choices(REGIONS, cum_weights=weights["region"]),
                    "role": rnd.choices(ROLES, cum_weights=weights["role"]),
                    "language": rnd.choices(LANGUAGES, cum_weights=weights["language"]),
                    "year": [str(year)],
                },
                date=START + timedelta(days=365 * (year - 1996), seconds=number),
            )

    def questions(self, each: int = 30) -> list[tuple[str, str, dict[str, list[str]]]]:
        rnd = random.Random(self.seed + 2)

        def one(words: list[str], low: int, high: int) -> str:
            return words[rnd.randrange(low, high)]

        found: list[tuple[str, str, dict[str, list[str]]]] = []
        for _ in range(each):
            found += [
                ("en common word", one(self.en, 5, 60), {}),
                ("en 2 words", f"{one(self.en, 5, 300)} {one(self.en, 5, 300)}", {}),
                ("en rare word", one(self.en, 5000, 15_000), {}),
                ("zh word", one(self.zh, 5, 400), {}),
                ("zh + en", f"{one(self.zh, 5, 400)} {one(self.en, 5, 300)}", {}),
                ("word + 2 filters", one(self.en, 5, 60),
                 {"region": [one(REGIONS, 0, 5)], "genre": [one(GENRES, 0, 8)]}),
                ("2 filters only", "", {"region": [one(REGIONS, 0, 8)], "role": [one(ROLES, 0, 12)]}),
            ]  # fmt: skip
        return found + [("browse all", "", {})] * 3


def percentile(values: list[float], share: float) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def run(name: str, engine, count: int, passes: int) -> list[int]:
    """Fill, ask, change; print what it took. The hit counts of all questions."""
    from search.documents import fields_of
    from search.engines.base import Change
    from search.facets import Index
    from search.queries import CatalogQuery

    generator = Generator()
    documents = generator.documents(count)
    generated = analysed = written = 0.0
    target = engine.begin(Index.PUBLIC)
    while True:
        t0 = time.perf_counter()
        chunk = list(islice(documents, 1000))
        t1 = time.perf_counter()
        if not chunk:
            break
        changes = [Change(document.id, 1, fields_of(document)) for document in chunk]
        t2 = time.perf_counter()
        assert engine.write(Index.PUBLIC, changes, into=target) == []
        generated, analysed, written = generated + t1 - t0, analysed + t2 - t1, written + time.perf_counter() - t2
    t0 = time.perf_counter()
    engine.switch(Index.PUBLIC, target)
    written += time.perf_counter() - t0
    print(f"{name}: {count} documents, {count / (analysed + written):.0f}/s with analysis "
          f"(analysis {count / analysed:.0f}/s, engine {count / written:.0f}/s)", flush=True)  # fmt: skip

    totals: list[int] = []
    took: dict[str, list[float]] = {}
    for number in range(passes + 1):
        for kind, text, filters in generator.questions():
            t0 = time.perf_counter()
            found = engine.find(Index.PUBLIC, CatalogQuery(text=text, filters=filters))
            if number:
                took.setdefault(kind, []).append((time.perf_counter() - t0) * 1000)
            else:
                totals.append(found.total)
    every = [value for values in took.values() for value in values]
    print(f"{name}: all p50 {percentile(every, 0.5):.2f} p99 {percentile(every, 0.99):.2f} ms")
    for kind, values in took.items():
        print(f"    {kind:18s} p50 {percentile(values, 0.5):7.2f}  p99 {percentile(values, 0.99):7.2f} ms")
    updates = []
    for ticket, document in enumerate(generator.documents(30), 2):
        t0 = time.perf_counter()
        engine.write(Index.PUBLIC, [Change(document.id, ticket, fields_of(document))])
        engine.find(Index.PUBLIC, CatalogQuery(text=document.names[0]))
        updates.append((time.perf_counter() - t0) * 1000)
    print(f"{name}: change until found p50 {percentile(updates, 0.5):.1f} max {max(updates):.1f} ms", flush=True)
    return totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=int, default=200_000)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--url", default="", help="an Elasticsearch to measure beside the embedded engine")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django

    django.setup()
    from search.engines.elastic import ElasticEngine
    from search.engines.embedded import EmbeddedEngine

    folder = Path(tempfile.mkdtemp(prefix="firstcut-bench-"))
    totals = {}
    try:
        embedded = EmbeddedEngine(folder)
        totals["embedded"] = run("embedded", embedded, options.docs, options.passes)
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        print(f"embedded: {size / 1e6:.0f} MB on disk")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.url:
        elastic = ElasticEngine(options.url, "bench")
        try:
            totals["elasticsearch"] = run("elasticsearch", elastic, options.docs, options.passes)
            stats = elastic.client.indices.stats(index="bench-*", metric="store")["_all"]["total"]["store"]
            print(f"elasticsearch: {stats['size_in_bytes'] / 1e6:.0f} MB on disk")
        finally:
            for name in elastic.client.indices.get(index="bench-*"):
                elastic.client.indices.delete(index=name)
    off = [pair for pair in zip(*totals.values(), strict=True) if len(set(pair)) > 1]
    print(f"{len(next(iter(totals.values())))} questions, hit counts that differ between engines: {len(off)}")
    sys.exit(bool(off))


if __name__ == "__main__":
    main()
