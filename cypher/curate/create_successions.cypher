// name: curate.create_successions(rows, user_id, revision)!
// Put facts in others' places. rows: source, target, at (epoch ms, null: the other never held), recorded_at, by, reason, score, rule,
//   event: the correction that said so; restores, decided_at: the revision and time of the decision that stands again
UNWIND $rows AS row
MATCH (f:Fact {id: row.source, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (g:Fact {id: row.target, user_id: $user_id})
USING INDEX g:Fact(id)
CREATE (f)-[r:SUPERSEDES {recorded_at: row.recorded_at, by: row.by, reason: row.reason, revision: $revision}]->(g)
SET r.at = row.at, r.score = row.score, r.rule = row.rule, r.event = row.event,
    r.restores = row.restores, r.decided_at = row.decided_at
