// name: entities.list_places_same(ids, limit, user_id)
// Where entities are spoken of, the first $limit places of each.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
MATCH (n)<-[m:MENTIONS]-(u)<-[:HAS_SENTENCE*0..1]-(e:Event)
WHERE m.retracted_at IS NULL
WITH n.id AS id, e, u, m ORDER BY id, e.occurred_at, e.seq, e.part, m.start, e.id
WITH id, collect({session_id: e.session_id, unit_id: u.id, occurred_at: e.occurred_at,
                  seq: e.seq, part: e.part, start: m.start})[..$limit] AS places
UNWIND places AS place
RETURN id, place.session_id AS session_id, place.unit_id AS unit_id,
       place.occurred_at AS occurred_at, place.seq AS seq, place.part AS part,
       place.start AS start
