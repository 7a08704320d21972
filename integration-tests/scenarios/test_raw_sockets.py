"""What the real server does with clients that mean harm or know no better, on bare sockets."""
import concurrent.futures
import os
import random
import socket
import time
import unittest

from harness.client import Client
from harness.server import Server

SEED = 20260101
ROUNDS = 300
REQUEST = (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
           b"X-Amz-Target: AWSStepFunctions.ListStateMachines\r\nContent-Length: 2\r\n\r\n{}")


def rss_kilobytes(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


class RawSockets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server("--in-memory", "--log-level", "off")
        cls.client = Client(cls.server.endpoint)

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def tearDown(self):
        self.assertEqual(self.client.call("ListStateMachines")["stateMachines"], [])

    def connect(self, timeout=30):
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=timeout)
        self.addCleanup(connection.close)
        return connection

    def answer(self, data):
        """What comes back until the server closes."""
        connection = self.connect()
        received = b""
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                received += chunk
        except OSError:  # a reset: the server closed while it was still sent to
            pass
        connection.close()
        return received

    def test_random_bytes_are_survived(self):
        chance = random.Random(SEED)
        for _ in range(ROUNDS):
            self.answer(chance.randbytes(chance.randrange(1, 4000)))

    def test_requests_with_random_changes_are_survived(self):
        chance = random.Random(SEED)
        for _ in range(ROUNDS):
            request = bytearray(REQUEST * 2)
            for _ in range(chance.randrange(1, 8)):
                place = chance.randrange(len(request))
                change = chance.randrange(3)
                if change == 0:
                    request[place] = chance.randrange(256)
                elif change == 1:
                    del request[place]
                else:
                    request[place:place] = chance.choice([b"\r\n", b"\0", b":", b" ", b"\r", b"\n", b"{", b"\xff" * 20])
            for line in self.answer(bytes(request)).split(b"\r\n"):
                if line.startswith(b"HTTP/1.1 "):
                    self.assertNotEqual(line[9:12], b"500", (SEED, bytes(request)))

    def test_an_endless_body_costs_no_memory(self):
        before = rss_kilobytes(self.server.process.pid)
        head = REQUEST.split(b"Content-Length")[0]
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        for start in (head + b"Content-Length: 200000000\r\n\r\n", head + b"Transfer-Encoding: chunked\r\n\r\n"):
            connection = self.connect()
            sent = 0
            try:
                connection.sendall(start)
                while sent < 20_000_000:
                    connection.sendall(chunk)
                    sent += len(chunk)
                self.fail("the server reads on and on")
            except OSError:
                pass  # it closed
        self.assertLess(rss_kilobytes(self.server.process.pid) - before, 32_000)

    def test_slow_clients_are_cut_off_and_hold_nobody_up(self):
        slow = [self.connect() for _ in range(100)]
        began = time.monotonic()
        worst = 0.0
        position = 0
        open_connections = set(slow)
        while open_connections and time.monotonic() - began < 30:
            for connection in list(open_connections):
                try:
                    connection.sendall(REQUEST[position:position + 1])
                    connection.setblocking(False)
                    closed = connection.recv(1) == b""
                except BlockingIOError:
                    closed = False
                except OSError:
                    closed = True
                finally:
                    connection.setblocking(True)
                if closed:
                    open_connections.discard(connection)
            asked = time.monotonic()
            self.client.call("ListStateMachines")
            worst = max(worst, time.monotonic() - asked)
            position = min(position + 1, 60)  # never the whole head
            time.sleep(0.25)
        self.assertEqual(len(open_connections), 0, "clients at four bytes a second are still served")
        self.assertLess(worst, 1.0)

    def test_connections_that_come_and_go_leave_nothing_behind(self):
        def visit(number):
            connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
            if number % 2:
                connection.sendall(REQUEST[:number % len(REQUEST)])
            connection.close()

        before = descriptors(self.server.process.pid)
        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            list(threads.map(visit, range(2000)))
        deadline = time.monotonic() + 20
        while descriptors(self.server.process.pid) > before + 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertLessEqual(descriptors(self.server.process.pid), before + 5)

    def test_pipelined_requests_are_answered_in_order(self):
        self.assertEqual(self.answer(REQUEST * 200).count(b"HTTP/1.1 200 OK"), 200)


if __name__ == "__main__":
    unittest.main()
