"""What a generated connection costs, beside hand-written Twisted and beside other RPC libraries."""
