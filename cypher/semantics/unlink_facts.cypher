// name: semantics.unlink_facts(rows, user_id, revision)!
// Note what semantic memories no longer rest on. rows: id, source, run, now (epoch ms)
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (s)-[d:DERIVED_FROM]->(f:Fact {id: row.source})
WHERE d.retracted_at IS NULL
SET d.retracted_at = row.now, d.retracted_run = row.run, d.revision = $revision
