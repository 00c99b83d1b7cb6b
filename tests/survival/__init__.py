"""What stands on the disk after a compile was killed, or the disk failed it, at any moment."""
