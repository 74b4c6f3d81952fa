// name: semantics.list_sources(user_id)
// What semantic memories rest on now.
MATCH (s:Semantic {user_id: $user_id})-[d:DERIVED_FROM]->(x:Event|Fact)
WHERE d.retracted_at IS NULL
RETURN s.id AS id, labels(x)[0] AS label, x.id AS source, d.weight AS weight,
       coalesce(d.covers, false) AS covers
ORDER BY id, label, source
