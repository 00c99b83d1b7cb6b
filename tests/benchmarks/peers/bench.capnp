@0xd9a1c3f6b2e84710;

struct Row {
  id @0 :Int64;
  name @1 :Text;
  key @2 :Data;
  active @3 :Bool;
}

interface Bench {
  small @0 (name :Text, key :Data, number :Int64) -> (total :Int64);
  records @1 (number :Int64) -> (rows :List(Row));
  integers @2 (number :Int64) -> (values :List(Int64));
  text @3 (text :Text) -> (text :Text);
}
