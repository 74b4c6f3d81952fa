// name: semantics.list_changed(ids, user_id, run)
// Sources that a sleep added to semantic memories and that stand, and those it took away.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (s)-[d:DERIVED_FROM]->(x:Event|Fact)
WHERE (d.run = $run AND d.retracted_at IS NULL) OR d.retracted_run = $run
RETURN s.id AS id, labels(x)[0] AS label, x.id AS source, d.weight AS weight,
       coalesce(d.covers, false) AS covers, d.retracted_at IS NULL AS added
ORDER BY id, label, source, added
