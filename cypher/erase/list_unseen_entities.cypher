// name: erase.list_unseen_entities(ids, user_id)
// Those of $ids that no event, sentence or fact points to any more.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
WHERE NOT EXISTS { MATCH ()-[:MENTIONS]->(n) }
  AND NOT EXISTS { MATCH ()-[:SUBJECT]->(n) }
  AND NOT EXISTS { MATCH ()-[:OBJECT]->(n) }
RETURN n.id AS id ORDER BY id
