#!/bin/bash
# Makes /mnt/studio of the machine's own disk, for models and work. Runs at every boot: a machine that was stopped comes back with its disk blank.
set -euo pipefail

folder=${STUDIO_FOLDER:-/mnt/studio}
disks=${STUDIO_DISKS:-/dev/disk/by-id}

mkdir -p "$folder"
if ! mountpoint -q "$folder"; then
  # A disk has several names there. EBS volumes have others, so the root volume is never among these.
  disk=$(find "$disks" -name 'nvme-Amazon_EC2_NVMe_Instance_Storage_*' ! -name '*-part*' -exec readlink -f {} + | sort -u | head -n 1)
  if [ -n "$disk" ]; then
    blkid "$disk" >/dev/null || mkfs.xfs -q "$disk"
    mount -o noatime "$disk" "$folder"
  else
    echo "There is no disk of the machine's own: models and work lie on the root volume." >&2
  fi
fi

# The containers' user.
install -d -o 1000 -g 1000 "$folder/data" "$folder/models"
