// name: sleep.find_user(user_id)^
// How far the user's graph is, and how far it was when somebody last slept over it.
MATCH (u:User {id: $user_id})
RETURN u.revision AS revision, coalesce(u.slept_revision, 0) AS slept, u.secret AS secret,
       coalesce(u.erasing, false) AS erasing
