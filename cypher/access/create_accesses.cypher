// name: access.create_accesses(rows, user_id)!
// Write the buffered access log. rows: id, at (epoch ms), query, event_ids, scores
UNWIND $rows AS row
MERGE (a:Access {id: row.id, user_id: $user_id})
SET a.at = row.at, a.query = row.query, a.event_ids = row.event_ids, a.scores = row.scores
