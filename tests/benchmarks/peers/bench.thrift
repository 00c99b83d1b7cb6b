struct Row {
  1: i64 id,
  2: string name,
  3: binary key,
  4: bool active
}

service Bench {
  i64 small(1: string name, 2: binary key, 3: i64 number),
  list<Row> records(1: i64 number),
  list<i64> integers(1: i64 number),
  string text(1: string text),
  oneway void note(1: string text)
}
