// name: events.link_parts(rows, user_id)!
// Tie the chunks of a long text to it. rows: id, parent_id
UNWIND $rows AS row
MATCH (e:Event {id: row.id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (p:Event {id: row.parent_id, user_id: $user_id})
USING INDEX p:Event(id)
CREATE (e)-[:PART_OF]->(p)
