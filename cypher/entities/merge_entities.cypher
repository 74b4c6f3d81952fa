// name: entities.merge_entities(rows, user_id, revision)!
// Create entities; known ones stay as they are (entities.set_aliases changes them).
//   rows: id, name, key (normalised), kind, aliases, confidence
UNWIND $rows AS row
MERGE (n:Entity {id: row.id, user_id: $user_id})
ON CREATE SET n.name = row.name, n.key = row.key, n.kind = row.kind, n.aliases = row.aliases,
              n.strength = 1.0, n.decay_rate = 0.0, n.recall_count = 0, n.emotion = 0.0,
              n.confidence = row.confidence, n.status = 'active', n.revision = $revision
