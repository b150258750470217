# attack: writes capabilities, marks and lists into a file's attributes, and executes it
# area: identity
# expect: contained
import shutil

shutil.copy("/bin/sh", "/work/sh")
everything = bytes.fromhex("0100000200000000ffffffffffffffff")[:20].ljust(20, b"\xff")
for name, value in (("security.capability", everything), ("trusted.note", b"x"),
                    ("system.posix_acl_access", bytes.fromhex("02000000010006000000000004000600ffffffff")),
                    ("security.ima", b"x")):  # fmt: skip
    must_be_refused({"EPERM", "EACCES", "EOPNOTSUPP", "EINVAL"}, lambda: os.setxattr("/work/sh", name, value), name)
for change in (lambda: os.chown("/work/sh", 0, 0), lambda: os.chown("/work/sh", 1000, 0), lambda: os.lchown("/work/sh", 65534, 1)):
    must_be_refused({"EPERM", "EINVAL"}, change, "owner")
print("contained")
