// name: events.unlink_next(rows, user_id)!
// Open the chain where a late event is put in between. rows: before, after (ids)
UNWIND $rows AS row
MATCH (a:Event {id: row.before, user_id: $user_id})
      -[r:NEXT]->(b:Event {id: row.after, user_id: $user_id})
USING INDEX a:Event(id)
USING INDEX b:Event(id)
DELETE r
