// name: export.list_edges(user_id)
// Every edge of the user, in no order; the labels are those that edges start from.
MATCH (a:Session|Event|Sentence|Entity|Fact|Semantic|Access|SleepRun {user_id: $user_id})-[r]->(b)
RETURN a.id AS source, b.id AS target, type(r) AS type, r.role AS role, r.gap_ms AS gap_ms,
       r.start AS start, r.end AS end, r.model AS model, r.tense AS tense, r.said_by AS said_by,
       r.text AS text, r.valid_from AS valid_from, r.valid_to AS valid_to,
       r.recorded_at AS recorded_at, r.retracted_at AS retracted_at, r.kind AS kind, r.at AS at,
       r.score AS score, r.rule AS rule, r.by AS by, r.reason AS reason
