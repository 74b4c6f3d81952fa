// name: semantics.weigh_facts(rows, user_id, revision)!
// Weigh anew what semantic memories rest on. rows: id, source, weight, covers
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (s)-[d:DERIVED_FROM]->(f:Fact {id: row.source})
WHERE d.retracted_at IS NULL
SET d.weight = row.weight, d.covers = row.covers, d.revision = $revision
