// name: archive.count_archived(user_id)^
// Events in the archive that a deep recall can reach.
MATCH (e:Event {user_id: $user_id})
WHERE e.tier = 'archive' AND e.searchable = true
RETURN count(e) AS n
