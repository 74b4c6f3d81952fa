// name: sessions.link_next(rows, user_id)!
// Chain sessions in time. rows: before, after (ids)
UNWIND $rows AS row
MATCH (a:Session {id: row.before, user_id: $user_id})
USING INDEX a:Session(id)
MATCH (b:Session {id: row.after, user_id: $user_id})
USING INDEX b:Session(id)
CREATE (a)-[:NEXT_SESSION]->(b)
