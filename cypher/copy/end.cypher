// name: copy.end(user_id)!
// The copy is finished, or all of it is erased.
MATCH (c:Copy {id: $user_id}) DELETE c
