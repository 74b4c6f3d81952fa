// name: sleep.list_present(events, facts, user_id)
// Which of some events and facts still stand.
CALL () {
  UNWIND $events AS id
  MATCH (e:Event {id: id, user_id: $user_id})
  RETURN e.id AS id
  UNION
  UNWIND $facts AS id
  MATCH (f:Fact {id: id, user_id: $user_id})
  WHERE f.status = 'active'
  RETURN f.id AS id
}
RETURN id
