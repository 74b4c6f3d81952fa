"""How the recall network was fitted: the curve that its training wrote, as a result.

``--networks`` names the run's folder (``training.train recall --out``). Figures are on held-out
training questions: the share of needed events among the first five (conversations: ten).
"""

from __future__ import annotations

import json

from benchmarks.context import Row, Run
from benchmarks.files import DataError


def run(run: Run) -> list[Row]:
    """Run the suite."""
    folder = run.options.networks
    if folder is None or not (folder / "curve.json").is_file():
        raise DataError("suite recall-training needs --networks RUN with a curve.json")
    report = json.loads((folder / "curve.json").read_text("utf-8"))
    run.notes["schedule"] = report["schedule"]
    sizes: Row = {"n": report["validation"], "training": report["training"]}
    table: list[Row] = []
    for source, value in report["hand_set"].items():
        row: Row = {"set": source, "system": "hand-set", "recall": value, **sizes}
        for step in report["curve"]:
            row[f"epoch_{step['epoch']}"] = step["recall"][source]
        row["network"] = report["recall"][source]
        table.append(row)
    losses: Row = {f"epoch_{step['epoch']}": step["loss"] for step in report["curve"]}
    table.append({"set": "loss", "system": "network", **sizes, **losses})
    ece = report["confidence_error"]
    table.append({"set": "confidence", "system": "network", **sizes, "ece": ece})
    return table
