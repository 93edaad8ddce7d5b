"""What a bank would write with FastAPI and scikit-learn for the same job: a default score by id or by attributes, one or
a batch, with band and reasons, behind a token, each decision a chained line in a log before it is answered.

Environment: PEER_RECORDS, a JSON file of {"token", "numeric", "texts", "records": [{"client_id", "attributes"}],
"labels"}; PEER_AUDIT, the log. The model is fitted at start: bins of each feature, one-hot, logistic regression.
"""

import hashlib
import hmac
import os
from datetime import datetime, timezone
from typing import Optional, Union

import numpy as np
import orjson
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from pydantic import BaseModel, ConfigDict, Field
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder

with open(os.environ["PEER_RECORDS"], "rb") as file:
    given = orjson.loads(file.read())
numeric, texts = given["numeric"], given["texts"]
features = numeric + texts
token_hash = hashlib.sha256(given["token"].encode()).hexdigest()


def arrays(records):
    x = np.array(
        [[np.nan if r.get(f) is None else float(r[f]) for f in numeric] for r in records], dtype=float
    ).reshape(len(records), len(numeric))
    t = np.array([[str(r.get(f)) for f in texts] for r in records], dtype=object).reshape(len(records), len(texts))
    return x, t


x, t = arrays([r["attributes"] for r in given["records"]])
fill = np.nan_to_num(np.nanmedian(x, axis=0))
bins = KBinsDiscretizer(n_bins=5, encode="ordinal", strategy="quantile", quantile_method="averaged_inverted_cdf")
bins.fit(np.where(np.isnan(x), fill, x))
one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)


def codes(x, t):
    return np.hstack([bins.transform(np.where(np.isnan(x), fill, x)), t]).astype(object)


design = one_hot.fit_transform(codes(x, t))
model = LogisticRegression(max_iter=500).fit(design, given["labels"])
coefficients = model.coef_[0]
widths = [len(c) for c in one_hot.categories_]
starts = np.concatenate([[0], np.cumsum(widths)[:-1]])
best = np.array([coefficients[s : s + w].min() for s, w in zip(starts, widths)])
row_of = {r["client_id"]: i for i, r in enumerate(given["records"])}
attributes_of = [r["attributes"] for r in given["records"]]
floors = [("G", 0.2), ("F", 0.1), ("E", 0.05), ("D", 0.02), ("C", 0.01), ("B", 0.005), ("A", 0)]


class Subject(BaseModel):
    model_config = ConfigDict(extra="forbid")
    client_id: Optional[str] = Field(default=None, max_length=200)
    attributes: Optional[dict[str, Union[float, str, bool, None]]] = None


class Request(Subject):
    records: Optional[list[Subject]] = Field(default=None, max_length=1000)


def allowed(authorization: str = Header(default="")):
    secret = authorization.removeprefix("Bearer ")
    if not hmac.compare_digest(hashlib.sha256(secret.encode()).hexdigest(), token_hash):
        raise HTTPException(401)


app = FastAPI()
log = open(os.environ["PEER_AUDIT"], "ab", buffering=0)
chain = {"line": 0, "hash": "0" * 64}
requests = 0


def score(subjects):
    rows = np.empty((len(subjects), design.shape[1]))
    records = [s.attributes if s.attributes is not None else attributes_of[row_of[s.client_id]] for s in subjects]
    sent = [i for i, s in enumerate(subjects) if s.attributes is not None]
    for i, s in enumerate(subjects):
        if s.attributes is None:
            rows[i] = design[row_of[s.client_id]]
    if sent:
        rows[sent] = one_hot.transform(codes(*arrays([records[i] for i in sent])))
    probabilities = model.predict_proba(rows)[:, 1]
    losses = np.add.reduceat(rows * coefficients, starts, axis=1) - best
    order = np.argsort(-losses, axis=1)[:, :4]
    answers = []
    for i, s in enumerate(subjects):
        pd = float(probabilities[i])
        reasons = [
            {"feature": features[j], "words": f"{features[j]} is {records[i].get(features[j])}", "effect": float(losses[i, j])}
            for j in order[i]
            if losses[i, j] > 0
        ]
        answers.append(
            {
                "client_id": s.client_id,
                "score": pd,
                "probability": pd,
                "band": next(band for band, floor in floors if pd >= floor),
                "reasons": reasons,
            }
        )
    return answers, records


def audit(answers, records, request_id):
    now = datetime.now(timezone.utc).isoformat()
    lines = []
    for answer, record in zip(answers, records):
        chain["line"] += 1
        body = orjson.dumps(
            {
                "line": chain["line"],
                "time": now,
                "request": request_id,
                "model": "default",
                "subject": answer["client_id"],
                "inputs": hashlib.sha256(orjson.dumps([record.get(f) for f in features])).hexdigest(),
                "score": answer["score"],
                "reasons": [r["feature"] for r in answer["reasons"]],
                "previous": chain["hash"],
            }
        )
        chain["hash"] = hashlib.sha256(body).hexdigest()
        lines.append(body[:-1] + b',"hash":"' + chain["hash"].encode() + b'"}\n')
    log.write(b"".join(lines))


@app.post("/score_default", dependencies=[Depends(allowed)])
async def score_default(request: Request):
    global requests
    requests += 1
    request_id = f"peer-{requests}"
    subjects = request.records if request.records is not None else [request]
    try:
        answers, records = score(subjects)
    except KeyError:
        raise HTTPException(404)
    audit(answers, records, request_id)
    head = {"model": "default", "version": "1", "request_id": request_id}
    if request.records is None:
        return Response(orjson.dumps({**head, **answers[0]}), media_type="application/json")
    return Response(orjson.dumps({**head, "results": answers}), media_type="application/json")


@app.get("/healthz")
async def healthz():
    return {"status": "ok"}
