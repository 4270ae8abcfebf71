"""Masks keep what people recognise and hide the rest."""

import pytest

from portal.core.masking import mask_email, mask_id_number, mask_name, mask_phone


@pytest.mark.parametrize(
    ("mask", "plain", "masked"),
    [
        (mask_phone, "13800001234", "138****1234"),
        (mask_phone, "0715-4321234", "0715-432****"),
        (mask_phone, "110", "***"),
        (mask_phone, None, ""),
        (mask_id_number, "421222199001011234", "421***********1234"),
        (mask_id_number, "1234", "****"),
        (mask_name, "温编辑", "温**"),
        (mask_name, "温", "温*"),
        (mask_name, "", ""),
        (mask_email, "wen@example.org", "w***@example.org"),
        (mask_email, None, ""),
    ],
)
def test_masks(mask, plain, masked):
    assert mask(plain) == masked
