import Minwal
