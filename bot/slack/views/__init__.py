"""What people see: replies, lists and modals as blocks. Pure: values in, blocks out."""
