// name: semantics.link_facts(rows, user_id, revision)!
// Note what semantic memories rest on. rows: id, source, weight, covers, run, now (epoch ms)
UNWIND $rows AS row
MATCH (s:Semantic {id: row.id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (f:Fact {id: row.source, user_id: $user_id})
USING INDEX f:Fact(id)
CREATE (s)-[:DERIVED_FROM {weight: row.weight, covers: row.covers, run: row.run, recorded_at: row.now, revision: $revision}]->(f)
