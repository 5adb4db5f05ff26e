import pytest

from callers import CLASSES, Caller


@pytest.fixture(params=CLASSES, ids=lambda class_: class_.__name__)
def caller(request):
    return Caller(request.param)
