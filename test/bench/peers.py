"""Times scikit-learn and XGBoost on tables that Node has written; reads tasks as JSON and prints answers as JSON.

task: {"kind": "irls" | "trees" | "forest", "x": file of doubles column after column, "y": file of bytes,
       "rows": n, "width": k, "threads": t, "repetitions": r}
"""

import json
import sys
import time

import numpy as np
import sklearn
import xgboost
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression


def timed(act):
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def irls(x, y, threads):
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-6)
    fit, _ = timed(lambda: model.fit(x, y))
    score, _ = timed(lambda: model.predict_proba(x))
    return fit, score


def trees(x, y, threads):
    settings = dict(
        objective="binary:logistic", tree_method="hist", max_bin=255, max_depth=4, eta=0.1, nthread=threads
    )

    def train():
        return xgboost.train(settings, xgboost.QuantileDMatrix(x, y, max_bin=255, nthread=threads), 100)

    fit, model = timed(train)
    score, _ = timed(lambda: model.inplace_predict(x))
    return fit, score


def forest(x, y, threads):
    model = IsolationForest(n_estimators=100, max_samples=256, random_state=1, n_jobs=threads)
    fit, _ = timed(lambda: model.fit(x))
    score, _ = timed(lambda: model.score_samples(x))
    return fit, score


answers = []
for task in json.load(sys.stdin):
    rows, width = task["rows"], task["width"]
    x = np.ascontiguousarray(np.fromfile(task["x"], dtype=np.float64).reshape(width, rows).T)
    y = np.fromfile(task["y"], dtype=np.uint8)
    answer = {"fit": [], "score": [], "cpu": []}
    for _ in range(task["repetitions"]):
        start = time.process_time()
        fit, score = globals()[task["kind"]](x, y, task["threads"])
        answer["fit"].append(fit)
        answer["score"].append(score)
        answer["cpu"].append(time.process_time() - start)
    answers.append(answer)
print(json.dumps({"scikitLearn": sklearn.__version__, "xgboost": xgboost.__version__, "answers": answers}))
