# attack: sends open files and credentials over the socket that the other box reads as bytes
# area: shared
# beside: reads_the_socket
# expect: contained
import array
import socket

link = socket.socket(fileno=3)
folder = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
for _ in range(8):
    link.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2, folder]))])
link.send(b"end")
link.recv(1)
print("contained")
