// name: erase.list_pieces(ids, user_id)
// The chunks of whole events, in order, with all in them that holds words.
UNWIND $ids AS id
MATCH (p:Event {id: id, user_id: $user_id})<-[:PART_OF]-(e:Event)
USING INDEX p:Event(id)
RETURN p.id AS whole_id, e.id AS id, e.text AS text, e.packed AS packed, e.tier AS tier,
       e.speaker AS speaker, e.metadata AS metadata, e.uri AS uri, e.searchable AS searchable,
       e.tokens AS tokens, e.time_texts AS time_texts, e.time_starts AS time_starts,
       e.time_ends AS time_ends, e.part AS part
ORDER BY whole_id, part, id
