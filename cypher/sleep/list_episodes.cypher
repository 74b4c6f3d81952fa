// name: sleep.list_episodes(ids, user_id)
// What some whole events say, as far as it lies unpacked.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
WHERE e.text IS NOT NULL AND e.tier IN ['episodic', 'working']
RETURN e.id AS id, e.text AS text, e.kind AS kind, e.role AS role, e.important AS important,
       size(coalesce(e.time_texts, [])) > 0 AS timed
ORDER BY id
