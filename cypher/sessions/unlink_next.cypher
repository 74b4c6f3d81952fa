// name: sessions.unlink_next(rows, user_id)!
// Open the chain of sessions where one is put in between. rows: before, after (ids)
UNWIND $rows AS row
MATCH (a:Session {id: row.before, user_id: $user_id})
      -[r:NEXT_SESSION]->(b:Session {id: row.after, user_id: $user_id})
USING INDEX a:Session(id)
USING INDEX b:Session(id)
DELETE r
